@echo off
chcp 65001 >nul
cd /d "%~dp0"
py -3 -c "" >nul 2>nul
if errorlevel 1 goto python
py -3 run.py %*
goto end
:python
python -c "" >nul 2>nul
if errorlevel 1 goto missing
python run.py %*
goto end
:missing
echo Python が見つかりません。Python 3.11 以上が要ります。
echo https://www.python.org/downloads/ から入れて、もう一度このファイルを開いてください。
echo 入れるときは「Add python.exe to PATH」に印を付けてください。
:end
echo.
pause
