// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Classes put aside by a first JVM for all later ones; half the start-up time of a service. */
final class AotCache {

  private static final String PREFIX = "shop-";
  private static final String SUFFIX = ".aot";
  private static final int KEPT = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
      if (!succeeded(training, PATIENCE)) {
        return Optional.empty();
      }
      forgetOldest(folder, half);
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(target);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  /** Ends the process when it is not done in time, whatever it still has to say. */
  static boolean succeeded(Process training, Duration patience) throws InterruptedException {
    Thread.ofVirtual().name("training-output").start(() -> discard(training.getInputStream()));
    try {
      return training.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
          && training.exitValue() == 0;
    } finally {
      training.destroyForcibly();
    }
  }

  private static void discard(InputStream output) {
    try (output) {
      output.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It was ended while it spoke.
    }
  }

  /** Drops what earlier builds and interrupted trainings have left, but for the latest few. */
  private static void forgetOldest(Path folder, Path half) throws IOException {
    List<Path> ours;
    try (Stream<Path> files = Files.list(folder)) {
      ours = files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).toList();
    }
    for (Path file : ours) {
      if (file.getFileName().toString().startsWith(".") && !file.equals(half)) {
        Files.deleteIfExists(file);
      }
    }
    List<Path> latestFirst =
        ours.stream()
            .filter(f -> f.getFileName().toString().startsWith(PREFIX))
            .sorted(Comparator.comparing(AotCache::modified).reversed())
            .toList();
    for (Path file : latestFirst.subList(Math.min(KEPT, latestFirst.size()), latestFirst.size())) {
      Files.deleteIfExists(file);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // Somebody else has just dropped it.
    }
  }
}
