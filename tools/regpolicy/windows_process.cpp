#include "windows_process.hpp"

#include <cstdio>

#include <fcntl.h>
#include <io.h>
#include <windows.h>
// After windows.h, which it needs.
#include <shellapi.h>

namespace regpolicy::tools {
namespace {

std::string utf8_of(const wchar_t* text) {
  const int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  if (size <= 0) return {};
  std::string utf8(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8.data(), size, nullptr, nullptr);
  utf8.pop_back();  // the NUL
  return utf8;
}

void show_colors(DWORD stream) {
  const HANDLE console = GetStdHandle(stream);
  DWORD mode = 0;
  if (GetConsoleMode(console, &mode) == 0) return;  // a file or a pipe
  SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

}  // namespace

std::vector<std::string> windows_arguments() {
  int count = 0;
  wchar_t** const arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::string> texts;
  for (int i = 0; arguments != nullptr && i < count; ++i) texts.push_back(utf8_of(arguments[i]));
  LocalFree(arguments);
  return texts;
}

std::string windows_program_path() {
  std::wstring path(32768, L'\0');  // the longest that Windows has
  const DWORD length = GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size()));
  if (length == 0 || length >= path.size()) return {};
  path.resize(length);
  return utf8_of(path.c_str());
}

WindowsStreams::WindowsStreams() : code_page_(GetConsoleOutputCP()) {
  for (std::FILE* const stream : {stdin, stdout, stderr}) _setmode(_fileno(stream), _O_BINARY);
  SetConsoleOutputCP(CP_UTF8);
  show_colors(STD_OUTPUT_HANDLE);
  show_colors(STD_ERROR_HANDLE);
}

WindowsStreams::~WindowsStreams() {
  std::fflush(stdout);
  if (code_page_ != 0) SetConsoleOutputCP(code_page_);
}

}  // namespace regpolicy::tools
