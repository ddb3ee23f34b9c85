// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.ChangeSample.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When, and where, a commit came into effect: with the rollout that names it, or with the next one
 * that is built from what it touches.
 */
final class Rollouts {

  /** What a commit is in effect with; {@code named}: the rollout says so itself. */
  record Effect(Instant at, String subject, boolean named) {}

  /** Folders whose code is built into more than one program. */
  private static final Set<String> SHARED =
      Set.of("pkg", "lib", "libs", "internal", "common", "shared", "platform", "core", "packages");

  private final List<ChangeSample> rollouts;
  private final Map<String, ChangeSample> byId = new HashMap<>();

  Rollouts(List<ChangeSample> changes) {
    rollouts =
        changes.stream()
            .filter(c -> c.kind() == Kind.DEPLOYMENT)
            .sorted(Comparator.comparing(ChangeSample::at).thenComparing(ChangeSample::id))
            .toList();
    changes.forEach(c -> byId.putIfAbsent(c.id(), c));
  }

  /** Whether rollouts are told of at all; without any, every commit may be in effect. */
  boolean known() {
    return !rollouts.isEmpty();
  }

  /** Whether another change stands for what it brought. */
  boolean carriesKnown(ChangeSample rollout) {
    return rollout.carries().stream().anyMatch(byId::containsKey);
  }

  /** Null: nothing that was rolled out holds it. */
  @Nullable Effect of(ChangeSample change) {
    if (change.kind() != Kind.COMMIT) {
      return new Effect(change.at(), change.subject(), true);
    }
    for (ChangeSample rollout : rollouts) {
      if (rollout.carries().contains(change.id())) {
        return new Effect(rollout.at(), rollout.subject(), true);
      }
    }
    for (ChangeSample rollout : rollouts) {
      if (!rollout.at().isBefore(change.at()) && builtFrom(rollout, change)) {
        return new Effect(rollout.at(), rollout.subject(), false);
      }
    }
    return known() ? null : new Effect(change.at(), change.subject(), false);
  }

  private boolean builtFrom(ChangeSample rollout, ChangeSample change) {
    List<ChangeSample> brought =
        rollout.carries().stream().filter(byId::containsKey).map(byId::get).toList();
    if (!brought.isEmpty() && brought.stream().allMatch(b -> b.at().isBefore(change.at()))) {
      return false; // built from an older state than this
    }
    return change.files().stream()
        .anyMatch(
            file ->
                shared(file)
                    || belongs(file, rollout.subject())
                    || brought.stream()
                        .flatMap(b -> b.files().stream())
                        .anyMatch(f -> root(f).equals(root(file))));
  }

  static boolean shared(String file) {
    return SHARED.contains(first(file)) || !file.contains("/");
  }

  /** Whether a folder of the path carries the subject's name, or the beginning of it. */
  static boolean belongs(String file, String subject) {
    List<String> folders = List.of(file.split("/", -1));
    return folders.subList(0, folders.size() - 1).stream()
        .anyMatch(f -> f.length() > 2 && subject.startsWith(f));
  }

  private static String first(String file) {
    return file.substring(0, Math.max(0, file.indexOf('/')));
  }

  /** The first folder, or the first two below a folder that only collects. */
  private static String root(String file) {
    List<String> parts = List.of(file.split("/", -1));
    boolean collects =
        parts.size() > 2 && parts.getFirst().matches("services|apps|cmd|modules|src");
    return collects ? parts.get(0) + "/" + parts.get(1) : parts.getFirst();
  }
}
