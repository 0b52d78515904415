#include "cli/cli.h"

#define READING (CLI_TAKES(rules) | CLI_TAKES(language) | CLI_TAKES(published) | CLI_TAKES(favour))

const cli_command cli_commands[] = {
    {"extract", "PATH…|-", "read releases and write what they say", 
     "A folder is read with all the folders in it: files ending in .txt, .text, .md, .html, .htm or .xhtml. `-` is standard "
     "input. One file gives a record laid out for reading, several give one record a line. An input that cannot be read is "
     "reported, and the rest goes on.",
     READING | CLI_TAKES(format) | CLI_TAKES(output) | CLI_TAKES(help), cli_extract, false},
    {"pipe", "", "records in, records out, a line each: for other programs",
     "Reads lines of {\"id\": …, \"text\": …} or {\"id\": …, \"html\": …}, optionally with url, language and published, and "
     "writes one document record for each, in order, as it goes. A line that cannot be read gives a record with an error in "
     "its place.",
     CLI_TAKES(rules) | CLI_TAKES(format) | CLI_TAKES(favour) | CLI_TAKES(help), cli_pipe, false},
    {0},
};
