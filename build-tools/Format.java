// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Checks (or with --write rewrites) every Java source under a folder in google-java-format. */
public final class Format {
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    boolean write = args[1].equals("--write");
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    sources(root).parallelStream().forEach(file -> format(root, file, write, wrong));
    if (!wrong.isEmpty()) {
      wrong.stream().sorted().forEach(line -> System.err.println("not formatted: " + line));
      System.err.println("Fix: mvn -Pformat -N validate");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !root.relativize(f).toString().matches("(.*/)?(target|\\.git)/.*"))
          .toList();
    }
  }

  private static void format(
      Path root, Path file, boolean write, ConcurrentLinkedQueue<String> wrong) {
    try {
      String before = Files.readString(file);
      String ordered = ImportOrderer.reorderImports(before, Style.GOOGLE);
      String after = new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
      if (after.equals(before)) {
        return;
      }
      if (write) {
        Files.writeString(file, after);
      } else {
        wrong.add(root.relativize(file).toString());
      }
    } catch (Exception e) {
      wrong.add(root.relativize(file) + ": " + e.getMessage());
    }
  }
}
