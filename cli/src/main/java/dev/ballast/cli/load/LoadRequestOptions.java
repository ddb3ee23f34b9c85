// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.load.LoadRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is asked. */
final class LoadRequestOptions {

  private static final long LARGEST_FILE = 10L << 20;

  @Parameters(
      paramLabel = "URL",
      description = "Where to; {n} in it is the request's number, from 0.")
  private String url = "";

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "GET, or POST with a body, if not said.")
  private String method = "";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME: VALUE",
      description = "A header; again for more. {n} is the request's number.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-d", "--body"},
      paramLabel = "TEXT|@FILE",
      description = "The body; {n} is the request's number.")
  private String body = "";

  /** The request, or nothing and the problems. */
  Optional<LoadRequest> read(List<String> problems) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        problems.add("--header: \"" + header + "\" (expected: NAME: VALUE)");
      } else {
        fields.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
      }
    }
    String content = body.startsWith("@") ? file(body.substring(1), problems) : body;
    String verb = !method.isEmpty() ? method : content.isEmpty() ? "GET" : "POST";
    try {
      return Optional.of(LoadRequest.of(verb, url, fields, content));
    } catch (IllegalArgumentException e) {
      problems.addAll(List.of(String.valueOf(e.getMessage()).split("\n", -1)));
      return Optional.empty();
    }
  }

  private static String file(String name, List<String> problems) {
    Path path = Path.of(name);
    try {
      if (Files.size(path) > LARGEST_FILE) {
        problems.add("--body: @" + name + " (expected: at most 10 MiB)");
        return "";
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      problems.add("--body: @" + name + " (expected: a text file). " + Text.reason(e));
      return "";
    }
  }
}
