# Toolchain of the preset `windows`: mingw-w64 on Debian, with the libraries that
# tools/windows_packages.sh has made.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

get_filename_component(regpolicy_windows_packages
  "${CMAKE_CURRENT_LIST_DIR}/../build/windows-packages" ABSOLUTE)
set(CMAKE_FIND_ROOT_PATH ${regpolicy_windows_packages} /usr/x86_64-w64-mingw32)
set(CMAKE_PREFIX_PATH ${regpolicy_windows_packages})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# One program without DLLs of its own.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")

# How the tests start a program of Windows.
set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/../tests/windows/run_in_wine.sh")
