// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of public SLO files, with the manifest that says where each is from when there is one. A
 * folder of Sloth's that holds duplicates is one case, since each file alone is fine.
 */
final class SloFolder {

  private static final String MANIFEST = "manifest.json";

  /** A file of Sloth's that is fine alone, by its path or by a name that was made of it. */
  private static final Pattern TWIN =
      Pattern.compile("(.*validate_with_duplicates[/-][^/-]+)[/-].*-(original|duplicate)\\.[a-z]+");

  private final Path root;
  private final Map<String, String> origins = new HashMap<>();
  private final Map<String, String> outputs = new TreeMap<>();

  private SloFolder(Path root) {
    this.root = root;
  }

  /** What Sloth made of an input. */
  record Pair(String input, String output) {}

  static SloFolder open(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw CommandFailure.usage("DIR: " + root + " (expected: a folder)");
    }
    var folder = new SloFolder(root);
    folder.readManifest();
    return folder;
  }

  private void readManifest() throws IOException {
    for (Path file : files(path -> path.endsWith(MANIFEST))) {
      try {
        var base = nameOf(file).substring(0, nameOf(file).length() - MANIFEST.length());
        for (JsonNode entry : JsonMapper.shared().readTree(file.toFile())) {
          var name = base + entry.path("file").asString("");
          origins.put(name, entry.path("origin").asString(name));
          if (entry.has("expected")) {
            outputs.put(name, base + entry.path("expected").asString(""));
          }
        }
      } catch (JacksonException e) {
        throw CommandFailure.usage(file + ": " + e.getOriginalMessage() + " (expected: JSON)");
      }
    }
  }

  /** What a tool wrote is compared with what we write, so it is no case of its own. */
  List<String> outputs() throws IOException {
    var found = new ArrayList<String>();
    for (Path path : files(SloFolder::isCase)) {
      if (SlothOutputs.isOutput(Files.readString(path))) {
        found.add(nameOf(path));
      }
    }
    return found;
  }

  List<SloCase> cases() throws IOException {
    var all = files(SloFolder::isCase);
    if (all.isEmpty()) {
      throw CommandFailure.usage("DIR: " + root + " (expected: *.yaml, *.yml or *.json in it)");
    }
    var cases = new ArrayList<SloCase>();
    for (Path path : all) {
      var name = nameOf(path);
      var origin = originOf(path);
      var set = setOf(origin);
      var together =
          set.isEmpty()
              ? List.of(path)
              : all.stream().filter(other -> setOf(originOf(other)).equals(set)).toList();
      cases.add(new SloCase(name, origin, path, together));
    }
    return cases;
  }

  /**
   * Inputs with what was made of them: as the manifest says, else the same name below in and out.
   */
  List<Pair> pairs() throws IOException {
    var pairs = new TreeMap<>(outputs);
    for (Path path : files(SloFolder::isCase)) {
      var name = nameOf(path);
      var output = name.replaceFirst("(^|/)in/([^/]+)$", "$1out/$2");
      if (!output.equals(name) && Files.isRegularFile(root.resolve(output))) {
        pairs.putIfAbsent(name, output);
      }
    }
    var found = new ArrayList<Pair>();
    pairs.forEach(
        (input, output) -> {
          if (Files.isRegularFile(root.resolve(input))
              && Files.isRegularFile(root.resolve(output))) {
            found.add(new Pair(input, output));
          }
        });
    return found;
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  private String originOf(Path path) {
    var name = nameOf(path);
    return origins.getOrDefault(name, name);
  }

  /** The folder whose files its project reads together; empty for a file that stands alone. */
  static String setOf(String origin) {
    var twin = TWIN.matcher(origin);
    return twin.matches() ? twin.group(1) : "";
  }

  private static boolean isCase(Path path) {
    var name = path.toString();
    return name.matches(".*\\.(ya?ml|json)(\\.tpl)?") && !path.endsWith(MANIFEST);
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String nameOf(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
