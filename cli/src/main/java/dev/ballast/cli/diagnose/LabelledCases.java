// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.diagnosis.scene.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Labelled incidents in a folder, whatever the layout. */
public final class LabelledCases {

  private static final int DEPTH = 6;

  private LabelledCases() {}

  /**
   * A case whose cause is known, and windows of the same in which nothing was wrong.
   *
   * @param truth the name of the subject at fault
   */
  public record Labelled(String system, String id, String truth, Scene scene, List<Scene> healthy) {
    public Labelled {
      healthy = List.copyOf(healthy);
    }
  }

  /** Those whose subject at fault is known, one after the other; each window comes once. */
  public static void each(Path directory, Consumer<Labelled> action) {
    Set<String> seen = new HashSet<>();
    for (Incident incident : in(directory)) {
      if (!incident.truth().isEmpty()) {
        List<Scene> healthy =
            incident.healthy().stream()
                .filter(w -> seen.add(incident.system() + w.name() + w.scene().symptoms()))
                .map(Incident.Healthy::scene)
                .toList();
        action.accept(
            new Labelled(
                incident.system(), incident.id(), incident.truth(), incident.scene(0), healthy));
      }
    }
  }

  /** All of them, by system and id. */
  static List<Incident> in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      List<Incident> found =
          files
              .filter(Files::isRegularFile)
              .flatMap(LabelledCases::incident)
              .sorted(Comparator.comparing(Incident::system).thenComparing(Incident::id))
              .toList();
      if (found.isEmpty()) {
        throw CommandFailure.usage(
            "DIR: " + directory + " (expected: CASE.json files, or folders of a known layout)");
      }
      return found;
    } catch (IOException e) {
      throw CommandFailure.usage("DIR: " + directory + " cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Stream<Incident> incident(Path file) {
    if (ScenarioFolder.looksLike(file)) {
      return Stream.of(ScenarioFolder.read(file));
    }
    if (RcaEvalCase.looksLike(file)) {
      return Stream.of(RcaEvalCase.read(file));
    }
    return CaseFile.looksLike(file) ? Stream.of(CaseFile.read(file)) : Stream.of();
  }
}
