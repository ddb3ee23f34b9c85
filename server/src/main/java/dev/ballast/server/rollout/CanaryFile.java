// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.CanaryStage;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.rollout.RolloutResources;
import dev.ballast.model.rollout.Tree;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** One canary of the configuration folder as a text of its own, with all that it refers to. */
final class CanaryFile {

  private CanaryFile() {}

  static String text(Canary canary, RolloutResources all) {
    Stream<Tree> templates =
        templates(canary).stream()
            .map(name -> all.templates().get(name))
            .filter(Objects::nonNull)
            .map(template -> template.written());
    Stream<Tree> providers =
        canary.analysis().alerts().stream()
            .map(alert -> all.providers().get(alert.provider()))
            .filter(Objects::nonNull)
            .distinct()
            .map(provider -> provider.written());
    return text(canary.written(), Stream.concat(templates, providers).toList());
  }

  /** The same canary, which stands still: it begins nothing, and is not judged either. */
  static String suspended(Application application) {
    return text(
        suspended(application.canary().written()),
        Stream.concat(
                application.templates().values().stream().map(template -> template.written()),
                application.providers().values().stream().map(provider -> provider.written()))
            .toList());
  }

  private static String text(Tree canary, Collection<Tree> others) {
    StringJoiner documents =
        new StringJoiner("\n---\n", "# As the configuration folder has it.\n", "\n");
    documents.add(canary.json());
    others.stream().map(Tree::json).sorted().forEach(documents::add);
    return documents.toString();
  }

  private static Tree suspended(Tree canary) {
    Map<String, Tree> resource = fields(canary);
    Map<String, Tree> spec = fields(resource.getOrDefault("spec", new Tree.Fields(Map.of())));
    spec.put("suspend", new Tree.Plain("true"));
    resource.put("spec", new Tree.Fields(spec));
    return new Tree.Fields(resource);
  }

  private static Map<String, Tree> fields(Tree tree) {
    return tree instanceof Tree.Fields(var entries)
        ? new LinkedHashMap<>(entries)
        : new LinkedHashMap<>();
  }

  private static Set<ObjectName> templates(Canary canary) {
    Stream<CanaryMetric> staged =
        canary.analysis().shift() instanceof Shift.Stages(List<CanaryStage> stages, var _)
            ? stages.stream().flatMap(stage -> stage.metrics().stream())
            : Stream.of();
    Set<ObjectName> names = new LinkedHashSet<>();
    Stream.concat(canary.analysis().metrics().stream(), staged)
        .forEach(
            metric -> {
              if (metric.source() instanceof CanaryMetric.Source.Template(ObjectName name, var _)) {
                names.add(name);
              }
            });
    return names;
  }
}
