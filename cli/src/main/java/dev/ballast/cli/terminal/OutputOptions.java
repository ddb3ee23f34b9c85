// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The flag {@code -o} and what it does. */
public final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the answer: ${COMPLETION-CANDIDATES}. Default: table.")
  private OutputFormat format = OutputFormat.TABLE;

  public OutputFormat format() {
    return format;
  }

  /** Prints the one document, or the text made for people. */
  public void print(Terminal terminal, JsonNode document, Supplier<String> forPeople) {
    switch (format) {
      case JSON -> terminal.out().println(document);
      case YAML -> terminal.out().print(Yaml.write(document));
      case TABLE -> terminal.out().print(forPeople.get());
    }
    terminal.out().flush();
  }
}
