# cpack -G DEB: the program, and libwhybounce-dev. cpack -G TGZ: one archive with both.
set(CPACK_PACKAGE_NAME whybounce)
set(CPACK_PACKAGE_VENDOR "The whybounce authors")
set(CPACK_PACKAGE_CONTACT "The whybounce authors <whybounce@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own, below
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_PACKAGE_FILE_NAME
  whybounce-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME whybounce)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "explains bounce messages
Reads a mail that came back, one line of it, or a million of them, and says
what happened, whose move it is and what to do, with the words that say so.
Delivery reports of any mail server, log lines of Postfix, Exim, Sendmail,
qmail and Exchange in; text, JSON, CSV and TSV out.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libwhybounce-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "explains bounce messages - C++20 library
The static library that the program whybounce is made of, its headers, and
the files with which CMake and pkg-config find it.")
# Debian wants man pages compressed, and a copyright file and a changelog in each package.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian_files.cmake)

include(CPack)
