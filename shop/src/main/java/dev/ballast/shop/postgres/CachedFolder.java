// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders that are made once, appear whole or not at all, and are shared by later runs. */
final class CachedFolder {

  private CachedFolder() {}

  /** Fills a new, empty folder. */
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  /** The folder of that name, filled first when it is not there yet. */
  static Path named(Path cache, String name, Filler filler) throws IOException {
    Path folder = cache.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(cache);
    Path half = Files.createTempDirectory(cache, "." + name);
    try {
      filler.fill(half);
      Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(half);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      // Another run was faster; what it made is the same.
    }
    return folder;
  }

  /** Copies a tree with its permissions; the target must not exist. */
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
              throws IOException {
            Files.copy(dir, target(dir), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.copy(
                file, target(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }

          private Path target(Path source) {
            return to.resolve(from.relativize(source));
          }
        });
  }

  static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path dir, java.io.@org.jspecify.annotations.Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
