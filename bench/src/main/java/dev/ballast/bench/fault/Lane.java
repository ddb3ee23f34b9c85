// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A host of its own: an agent's configuration, with a target for every fault to be measured. */
final class Lane implements AutoCloseable {

  private final int number;
  private final Path folder;
  private final Surroundings around;
  private final StringBuilder targets = new StringBuilder();
  private final List<Subject> subjects = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final int port = Children.freePort();

  Lane(int number, Path parent, Surroundings around, List<Part> parts) throws Exception {
    this.number = number;
    this.folder = Files.createDirectory(parent.resolve("lane-" + number));
    this.around = around;
    for (Part part : parts) {
      part.addTo(this);
    }
  }

  /** Something that faults can be done to. */
  @FunctionalInterface
  interface Part {
    void addTo(Lane lane) throws Exception;
  }

  int number() {
    return number;
  }

  Path folder() {
    return folder;
  }

  Surroundings around() {
    return around;
  }

  int port() {
    return port;
  }

  List<Subject> subjects() {
    return List.copyOf(subjects);
  }

  /** Those that have something to end by a lease. */
  List<Subject> lasting() {
    return subjects.stream().filter(Subject::lasts).toList();
  }

  /** Closed with the lane, last first. */
  void closing(AutoCloseable one) {
    opened.add(one);
  }

  /** A target that is a service of its own; its name. */
  String target(String name, String yaml) {
    targets.append(
        """
            - name: %1$s
              service: %1$s
              labels: {ballast.dev/faults: allowed}
        """
            .formatted(name));
    targets.append(yaml.indent(6));
    return name;
  }

  void subject(Subject subject) {
    subjects.add(subject);
  }

  /** The agent's configuration. */
  Path configuration() throws IOException {
    String head =
        """
        apiVersion: ballast.dev/v1
        kind: FaultAgent
        metadata: {name: bench-%d}
        spec:
          address: http://127.0.0.1:%d
          tokenFrom: {env: BENCH_TOKEN}
          environment: test
          data: %s
          targets:
        """
            .formatted(number, port, folder.resolve("data"));
    return Files.writeString(folder.resolve("agent.yaml"), head + targets);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }
}
