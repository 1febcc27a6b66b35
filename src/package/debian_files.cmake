# Run by cpack in the folder that becomes a package, before it is packed.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

# gzip_file(FILE): FILE becomes FILE.gz, the same bytes for the same content.
function(gzip_file file)
  execute_process(COMMAND gzip -9 -n --force ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(add_debian_files root package)
  set(doc ${root}/usr/share/doc/${package})
  file(GLOB pages ${root}/usr/share/man/man*/*)
  foreach(page IN LISTS pages)
    gzip_file(${page})
  endforeach()

  file(REMOVE ${doc}/LICENSE)
  file(READ ${CPACK_RESOURCE_FILE_LICENSE} licence)
  string(REGEX MATCH "Copyright \\(c\\) ([^\n]*)\n\n(.*)" unused "${licence}")
  set(holder ${CMAKE_MATCH_1})
  string(REGEX REPLACE "\n$" "" text "${CMAKE_MATCH_2}")
  string(REPLACE "\n\n" "\n.\n" text "${text}")
  string(REPLACE "\n" "\n " text "${text}")
  file(WRITE ${doc}/copyright
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    "Upstream-Name: whybounce\n\n"
    "Files: *\nCopyright: ${holder}\nLicense: Expat\n ${text}\n")

  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
  file(WRITE ${doc}/changelog.Debian
    "whybounce (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * Made by cpack; docs/changelog.md says what is new.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
  gzip_file(${doc}/changelog.Debian)
endfunction()

add_debian_files(${CPACK_TEMPORARY_DIRECTORY}/program ${CPACK_DEBIAN_PROGRAM_PACKAGE_NAME})
add_debian_files(${CPACK_TEMPORARY_DIRECTORY}/development ${CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME})
