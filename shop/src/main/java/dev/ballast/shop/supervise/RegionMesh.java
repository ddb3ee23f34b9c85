// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/** The mesh of one region, as a process beside the region's services. */
final class RegionMesh {

  private static final Duration READY_WITHIN = Duration.ofSeconds(20);
  private static final String READY = "{\"event\":\"ready\"";

  private final String region;
  private final int admin;
  private final Attached process;

  private RegionMesh(String region, int admin, Attached process) {
    this.region = region;
    this.admin = admin;
    this.process = process;
  }

  /** Starts the process; {@code ended} hears its exit code whenever that comes. */
  static RegionMesh start(
      Launcher launcher,
      String region,
      int admin,
      List<String> command,
      Path log,
      IntConsumer ended)
      throws IOException {
    return new RegionMesh(
        region, admin, Attached.start(launcher, "mesh/" + region, command, log, ended));
  }

  String region() {
    return region;
  }

  /** The port at which it takes orders. */
  int admin() {
    return admin;
  }

  long pid() {
    return process.pid();
  }

  void awaitReady() throws IOException, InterruptedException {
    process.await(READY, READY_WITHIN);
  }

  /** Tells the process to end. */
  void dismiss() {
    process.dismiss();
  }

  /** Waits for the end until {@code deadline} ({@link System#nanoTime()}), then forces it. */
  boolean awaitEnd(long deadline) throws InterruptedException {
    return process.awaitEnd(deadline);
  }
}
