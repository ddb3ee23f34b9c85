// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a running server's files, by PostgreSQL's own calls for that: the packaged programs
 * have neither pg_basebackup nor pg_rewind. The log that makes the copy consistent is streamed by
 * whoever starts from it.
 */
final class BaseBackup {

  /** Of the running server alone. */
  private static final Set<String> NOT_COPIED =
      Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

  /** Folders of which only the shape is copied. */
  private static final Set<String> EMPTIED =
      Set.of("pg_wal", "pg_replslot", "pg_stat_tmp", "pg_notify", "pg_subtrans", "pg_dynshmem");

  private BaseBackup() {}

  /** Copies; the target must not exist. */
  static void take(Connection server, Path from, Path to) throws SQLException, IOException {
    try (Statement s = server.createStatement()) {
      s.execute("SELECT pg_backup_start('region returns', true)");
      copy(from, to);
      try (ResultSet end = s.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        end.next();
        Files.writeString(to.resolve("backup_label"), end.getString(1));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
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
            Path inside = from.relativize(file);
            if (!NOT_COPIED.contains(inside.toString())
                && !EMPTIED.contains(inside.getName(0).toString())) {
              try {
                Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
              } catch (NoSuchFileException goneMeanwhile) {
                // The log tells whoever starts from the copy.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          private Path target(Path source) {
            return to.resolve(from.relativize(source));
          }
        });
  }
}
