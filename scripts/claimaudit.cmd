@echo off
rem Starts claimaudit from a distribution on Windows; bin/claimaudit is the launcher for everything else.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
for %%j in ("%~dp0..\lib\claimaudit-*.jar") do set "jar=%%~fj"
"%java%" -XX:+UseSerialGC -XX:-UsePerfData -Xmx1g "-Dclaimaudit.home=%~dp0.." -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 -cp "%jar%" org.claimaudit.Main %*
