// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Runbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks whether runbooks that are files are there and say what to do. What is wrong is a warning: a
 * remediation without its runbook is still right.
 *
 * @param folders that were read, or that files lie in; none: nothing is looked for
 */
record RunbookFiles(List<Path> folders, Consumer<Problem> report) {

  private static final int LONGEST = 16 * 1024;

  RunbookFiles {
    folders = List.copyOf(folders);
  }

  /** In the folders of what was named. */
  static RunbookFiles beside(List<Path> filesOrFolders, Consumer<Problem> report) {
    return new RunbookFiles(
        filesOrFolders.stream()
            .map(
                one ->
                    Files.isDirectory(one)
                        ? one
                        : one.toAbsolutePath().getParent() == null
                            ? one
                            : one.toAbsolutePath().getParent())
            .distinct()
            .toList(),
        report);
  }

  /** Looks at one that is named here. */
  void check(Cursor at) {
    String location = at.scalar().strip();
    if (folders.isEmpty() || Runbook.isUrl(location)) {
      return;
    }
    if (!location.endsWith(".md")) {
      report(at, "\"" + location + "\" is neither a URL nor a Markdown file (expected: *.md)");
      return;
    }
    List<Path> found =
        folders.stream().map(folder -> within(folder, location)).flatMap(List::stream).toList();
    if (found.isEmpty()) {
      report(
          at, "\"" + location + "\" is not there (expected: a file in the configuration's folder)");
    } else if (Runbook.parse(text(found.getFirst())).commands().isEmpty()) {
      report(
          at,
          "\""
              + location
              + "\" has no commands (expected: a code block of sh, bash or console at least)");
    }
  }

  private static List<Path> within(Path folder, String location) {
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(location).toRealPath();
      return file.startsWith(root) && Files.isRegularFile(file) ? List.of(file) : List.of();
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void report(Cursor at, String what) {
    report.accept(new Problem.NotUsed(at.place(), at.path(), what, "", Severity.WARNING));
  }
}
