// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.MeshReading;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The program of the mesh: reads its file, serves until it is told to end, drains. */
public final class Main {

  /** Not for people: {@code ./ballast} makes the cache of classes with it. */
  private static final String REHEARSE = "warmup";

  private static final Duration REHEARSAL = Duration.ofSeconds(3);

  private static final int OK = 0;
  private static final int USAGE = 2;
  private static final int COULD_NOT = 3;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) throws InterruptedException {
    if (arguments.equals(List.of(REHEARSE))) {
      return rehearse();
    }
    MeshOptions options;
    try {
      options = MeshOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      say(FileDescriptor.err, String.valueOf(e.getMessage()));
      return USAGE;
    }
    if (!options.hasConfig()) {
      return serveToxiproxyAlone(options);
    }
    MeshReading reading = ConfigurationReader.readMesh(options.config());
    reading.problems().forEach(problem -> say(FileDescriptor.err, problem.line()));
    Optional<Mesh> mesh = reading.mesh();
    if (mesh.isEmpty()) {
      return USAGE;
    }
    try {
      serve(options, mesh.get());
      return OK;
    } catch (PortInUseException e) {
      say(FileDescriptor.err, String.valueOf(e.getMessage()));
      return COULD_NOT;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      say(FileDescriptor.err, String.valueOf(e.getMessage()));
      return COULD_NOT; // Keys, certificates or a log that cannot be opened.
    }
  }

  private static int rehearse() throws InterruptedException {
    try {
      say(FileDescriptor.out, Rehearsal.play(REHEARSAL));
      return OK;
    } catch (IOException | PortInUseException e) {
      say(FileDescriptor.err, String.valueOf(e.getMessage()));
      return COULD_NOT;
    }
  }

  private static void serve(MeshOptions options, Mesh mesh)
      throws PortInUseException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch drained = new CountDownLatch(1);
    try (ToxiproxyHost toxiproxy = ToxiproxyHost.start(options.toxiproxy())) {
      MeshProcess process =
          MeshProcess.start(mesh, options.config(), Ticker.SYSTEM, new SecureRandom().nextLong());
      untilTheEnd(options, over, drained);
      say(FileDescriptor.out, new ReadyLine(process).text(options.json()));
      toxiproxy.sentence().ifPresent(text -> say(FileDescriptor.err, text));
      over.await();
      process.drain(options.drain());
    }
    drained.countDown();
  }

  private static int serveToxiproxyAlone(MeshOptions options) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (ToxiproxyHost toxiproxy = ToxiproxyHost.start(options.toxiproxy())) {
      untilTheEnd(options, over, closed);
      say(FileDescriptor.out, toxiproxy.ready(options.json()));
      over.await();
    } catch (PortInUseException e) {
      say(FileDescriptor.err, String.valueOf(e.getMessage()));
      return COULD_NOT;
    } catch (IllegalArgumentException e) {
      say(FileDescriptor.err, String.valueOf(e.getMessage()));
      return USAGE;
    }
    closed.countDown();
    return OK;
  }

  private static void untilTheEnd(MeshOptions options, CountDownLatch over, CountDownLatch done) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(over, done), "mesh-stop"));
    if (options.exitWithParent()) {
      Thread.ofPlatform().daemon().name("parent").start(() -> awaitParentsEnd(over));
    }
  }

  private static void stop(CountDownLatch over, CountDownLatch drained) {
    over.countDown();
    try {
      drained.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitParentsEnd(CountDownLatch over) {
    try (FileInputStream parent = new FileInputStream(FileDescriptor.in)) {
      while (parent.read() >= 0) {
        // Only the end matters.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    over.countDown();
  }

  /** Standard output carries the one line that says we are ready; all else is for people. */
  private static void say(FileDescriptor where, String line) {
    new PrintStream(new FileOutputStream(where), true, StandardCharsets.UTF_8).println(line);
  }
}
