#!/bin/bash
# macOS and Linux: double click or ./start.command
cd "$(dirname "$0")" || exit 1
for python in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 &&
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    exec "$python" run.py "$@"
  fi
done
echo "Python 3.11 以上が見つかりません。"
echo "https://www.python.org/downloads/ から入れて、もう一度このファイルを開いてください。"
read -r -p "Enter を押すと閉じます。" _
exit 1
