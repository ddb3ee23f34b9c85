// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.topology.Roads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** The meshes of all regions: one process each. */
final class Meshes {

  /** They let what is under way end for half a second, and their event loops for two. */
  private static final Duration FAREWELL = Duration.ofSeconds(4);

  private final Roads roads;
  private final RunFolder folder;
  private final RunMark mark;
  private final List<RegionMesh> running = new ArrayList<>();

  Meshes(Roads roads, RunFolder folder, RunMark mark) {
    this.roads = roads;
    this.folder = folder;
    this.mark = mark;
  }

  /**
   * Starts one for each region, without waiting for them.
   *
   * @param ended hears of one that ends, and its exit code
   */
  void start(Launcher launcher, MeshProgram program, ObjIntConsumer<String> ended)
      throws IOException {
    List<String> places = new ArrayList<>(roads.ports().regions());
    if (roads.edge()) {
      places.add(Roads.EDGE);
    }
    for (String region : places) {
      Path file = folder.meshFile(region);
      Files.writeString(file, MeshFile.of(roads, region), StandardCharsets.UTF_8);
      running.add(
          RegionMesh.start(
              launcher,
              region,
              roads.admin(region),
              program.command(mark, file),
              folder.log("mesh-" + region),
              code -> ended.accept(region, code)));
    }
  }

  void awaitReady() throws IOException, InterruptedException {
    for (RegionMesh mesh : running) {
      mesh.awaitReady();
    }
  }

  List<RegionMesh> running() {
    return List.copyOf(running);
  }

  /** Ends them all; says whether none had to be forced. */
  boolean dismiss() throws InterruptedException {
    running.forEach(RegionMesh::dismiss);
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    boolean orderly = true;
    for (RegionMesh mesh : running) {
      orderly &= mesh.awaitEnd(deadline);
    }
    return orderly;
  }
}
