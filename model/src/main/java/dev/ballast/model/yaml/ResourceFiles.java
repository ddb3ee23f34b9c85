// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds and loads the files to read. Links are followed; a folder is never entered twice. */
final class ResourceFiles {

  private final Limits limits;
  private final Consumer<Problem> report;
  private final Set<Path> seen = new HashSet<>();
  private final List<Source> sources = new ArrayList<>();
  private boolean tooMany;

  private ResourceFiles(Limits limits, Consumer<Problem> report) {
    this.limits = limits;
    this.report = report;
  }

  static List<Source> load(List<Path> filesOrFolders, Limits limits, Consumer<Problem> report) {
    var files = new ResourceFiles(limits, report);
    for (Path path : filesOrFolders) {
      if (Files.isDirectory(path)) {
        int before = files.seen.size();
        files.addFolder(path);
        files.reportEmpty(path, before);
      } else if (Files.exists(path)) {
        files.addFile(path);
      } else {
        files.reportAbsent(path);
      }
    }
    return files.sources;
  }

  private void addFolder(Path folder) {
    try {
      if (!seen.add(folder.toRealPath())) {
        return;
      }
      for (Path entry : entries(folder)) {
        if (Files.isDirectory(entry)) {
          addFolder(entry);
        } else if (isResource(entry)) {
          addFile(entry);
        }
      }
    } catch (IOException e) {
      reportFailure(folder, e);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(entry -> !nameOf(entry).startsWith("."))
          .sorted(Comparator.comparing(ResourceFiles::nameOf))
          .toList();
    }
  }

  private static boolean isResource(Path file) {
    var name = nameOf(file);
    return Files.isRegularFile(file)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private static String nameOf(Path path) {
    var name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private void addFile(Path file) {
    var whole = Place.wholeFile(file.toString());
    try {
      if (!seen.add(file.toRealPath())) {
        return;
      }
      if (sources.size() >= limits.files()) {
        reportTooMany(whole);
        return;
      }
      try (var in = Files.newInputStream(file)) {
        sources.add(Source.of(file.toString(), in.readNBytes(limits.fileBytes() + 1)));
      }
    } catch (IOException e) {
      reportFailure(file, e);
    }
  }

  private void reportTooMany(Place file) {
    if (!tooMany) {
      tooMany = true;
      report.accept(
          SyntaxErrors.tooMuch(
              file, "one file too many (expected: at most " + limits.files() + ")"));
    }
  }

  private void reportEmpty(Path folder, int before) {
    if (seen.size() == before + 1 && sources.isEmpty()) {
      report.accept(
          new Problem.NotUsed(
              Place.wholeFile(folder.toString()),
              "",
              "holds no *.yaml, *.yml or *.json",
              "",
              Severity.WARNING));
    }
  }

  private void reportAbsent(Path path) {
    var folder = path.toAbsolutePath().getParent();
    var hint = "";
    if (folder != null && Files.isDirectory(folder)) {
      try {
        var names = entries(folder).stream().map(ResourceFiles::nameOf).toList();
        hint =
            Nearest.to(nameOf(path), names).map(n -> "Write: " + path.resolveSibling(n)).orElse("");
      } catch (IOException e) {
        hint = "";
      }
    }
    report.accept(
        new Problem.Unreadable(
            Place.wholeFile(path.toString()), "not found (expected: a file or folder)", hint));
  }

  private void reportFailure(Path path, IOException error) {
    report.accept(
        new Problem.Unreadable(
            Place.wholeFile(path.toString()),
            "cannot be read (expected: a readable file): " + reason(error),
            "Fix: check its permissions"));
  }

  private static String reason(IOException error) {
    return switch (error) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NoSuchFileException _ -> "it is gone";
      default -> error.getClass().getSimpleName();
    };
  }
}
