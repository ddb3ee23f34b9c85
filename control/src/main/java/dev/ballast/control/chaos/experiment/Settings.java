// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.experiment.Setting;
import dev.ballast.model.experiment.TreePath;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration and the secrets of an experiment, looked up.
 *
 * @param findings what is missing; with an error among them it cannot run
 */
public record Settings(Values values, List<Finding> findings) {

  public Settings {
    findings = List.copyOf(findings);
  }

  /**
   * Looks everything up.
   *
   * @param environment variables by name
   * @param given values of the configuration that somebody gave for this run
   */
  public static Settings of(
      Experiment experiment, Map<String, String> environment, Map<String, String> given) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Tree> open = new LinkedHashMap<>();
    experiment
        .configuration()
        .forEach(
            (name, setting) -> {
              if (!given.containsKey(name)) {
                String path = TreePath.key("$.configuration", name);
                look(setting, path, environment, findings).ifPresent(v -> open.put(name, v));
              }
            });
    given.forEach((name, value) -> open.put(name, new Tree.Text(value)));
    Map<String, Tree> secret = new LinkedHashMap<>();
    experiment
        .secrets()
        .forEach(
            (group, keys) ->
                keys.forEach(
                    (name, setting) -> {
                      String path = TreePath.key(TreePath.key("$.secrets", group), name);
                      look(setting, path, environment, findings)
                          .ifPresent(v -> secret.put(name, v));
                    }));
    return new Settings(new Values(open, secret), findings);
  }

  private static Optional<Tree> look(
      Setting setting, String path, Map<String, String> environment, List<Finding> findings) {
    return switch (setting) {
      case Setting.Inline(Tree value) -> Optional.of(value);
      case Setting.Asked _ -> Optional.empty();
      case Setting.Vault _ -> {
        findings.add(
            new Finding(
                path,
                true,
                "a vault is not opened here. Fix: hand the secret over in a variable:"
                    + " {type: env, key: NAME}"));
        yield Optional.empty();
      }
      case Setting.Variable(String key, Optional<Tree> otherwise, String type) -> {
        String value = environment.get(key);
        if (value == null) {
          if (otherwise.isEmpty()) {
            String fix = "the variable " + key + " is not set. Fix: export " + key + "=…";
            findings.add(new Finding(path, true, fix));
          }
          yield otherwise;
        }
        Optional<Tree> typed = typed(value, type);
        if (typed.isEmpty()) {
          findings.add(new Finding(path, true, "the variable " + key + " is no " + type));
        }
        yield typed;
      }
    };
  }

  private static Optional<Tree> typed(String value, String type) {
    boolean fits =
        switch (type) {
          case "int" -> value.matches("-?(0|[1-9][0-9]{0,17})");
          case "float" -> value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
          case "bool" -> value.toLowerCase(Locale.ROOT).matches("true|false");
          default -> false;
        };
    return switch (type) {
      case "int", "float", "bool" ->
          fits ? Optional.of(new Tree.Plain(value.toLowerCase(Locale.ROOT))) : Optional.empty();
      default -> Optional.of(new Tree.Text(value));
    };
  }
}
