// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Classes put aside by a first JVM for all later ones; half the start-up time of a service. */
final class AotCache {

  private static final String PREFIX = "shop-";
  private static final String SUFFIX = ".aot";

  private AotCache() {}

  /** Starts a process and sees to it that it does not outlive us. */
  interface Starter {
    Process start(List<String> command) throws IOException;
  }

  /** The cache for this class path, if an earlier run has made it. */
  static Optional<Path> existing(Path folder, JavaCommand command) throws IOException {
    return command
        .fingerprint()
        .map(f -> folder.resolve(PREFIX + f + SUFFIX))
        .filter(Files::isRegularFile);
  }

  /**
   * Makes the cache from a training run of the shop; empty when that is not possible, which costs
   * only time.
   */
  static Optional<Path> make(
      Path folder, JavaCommand command, List<String> arguments, Starter starter)
      throws IOException, InterruptedException {
    Optional<String> fingerprint = command.fingerprint();
    if (fingerprint.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    Path target = folder.resolve(PREFIX + fingerprint.get() + SUFFIX);
    Path half = Files.createTempFile(folder, "." + PREFIX, SUFFIX);
    try {
      Process training = starter.start(command.training(half, arguments));
      training.getInputStream().transferTo(OutputStream.nullOutputStream());
      if (!training.waitFor(30, TimeUnit.SECONDS) || training.exitValue() != 0) {
        training.destroyForcibly();
        return Optional.empty();
      }
      forgetOthers(folder);
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(target);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  /** Caches of earlier builds; nobody will ask for them again. */
  private static void forgetOthers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
