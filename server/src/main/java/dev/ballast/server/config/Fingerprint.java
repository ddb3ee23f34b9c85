// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import dev.ballast.server.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What the resource files of a folder hold, by content: names and one SHA-256 over all. */
record Fingerprint(List<String> files, String hash) {

  static final Fingerprint NONE = new Fingerprint(List.of(), "");

  /** Of the files that the reader would read. What cannot be read counts by its error. */
  static Fingerprint of(Path folder) {
    MessageDigest digest = Sha256.digest();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> isResource(folder, file)).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return new Fingerprint(List.of(), "unreadable: " + e.getMessage());
    }
    for (Path file : files) {
      digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(content(file));
      digest.update((byte) 0);
    }
    return new Fingerprint(
        files.stream().map(file -> folder.relativize(file).toString()).toList(),
        HexFormat.of().formatHex(digest.digest()));
  }

  private static boolean isResource(Path folder, Path file) {
    String name = file.getFileName().toString();
    boolean kind = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    return kind
        && Files.isRegularFile(file)
        && Stream.iterate(file, path -> !path.equals(folder), Path::getParent)
            .noneMatch(path -> path.getFileName().toString().startsWith("."));
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return ("unreadable: " + e.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
  }
}
