// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where values of the configuration and secrets come from. */
final class SettingReader {

  private final ActivityReader activities;

  SettingReader(ActivityReader activities) {
    this.activities = activities;
  }

  void put(Map<String, Setting> into, String key, TreeCursor at) {
    read(at).ifPresent(setting -> into.put(key, setting));
  }

  /** Groups of secrets; a value that stands alone is a group of itself. */
  Map<String, Map<String, Setting>> secrets(TreeCursor at) {
    Map<String, Map<String, Setting>> all = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (group, value) -> {
              Map<String, Setting> keys = new LinkedHashMap<>();
              if (value.isMap() && !value.at("type").map(TreeCursor::isText).orElse(false)) {
                value.entries().forEach((key, secret) -> put(keys, key, secret));
              } else {
                put(keys, group, value);
              }
              all.put(group, keys);
            });
    return all;
  }

  private Optional<Setting> read(TreeCursor at) {
    if (!at.isMap()) {
      return Optional.of(new Setting.Inline(at.tree()));
    }
    return switch (at.at("type")
        .filter(TreeCursor::isText)
        .map(_ -> at.text("type", ""))
        .orElse("")) {
      case "env" -> {
        at.knows(Set.of("type", "key", "default", "env_var_type"));
        var type = at.text("env_var_type", "");
        if (!Set.of("", "str", "int", "float", "bool", "json", "bytes").contains(type)) {
          at.at("env_var_type").ifPresent(t -> t.wrong("str, int, float, bool or json"));
        }
        yield Optional.of(
            new Setting.Variable(
                at.required("key", "the name of a variable"),
                at.at("default").map(TreeCursor::tree),
                type));
      }
      case "probe" -> activities.read(at, false).map(Setting.Asked::new);
      case "vault" -> {
        at.knows(Set.of("type", "path", "key"));
        yield Optional.of(new Setting.Vault(at.text("path", ""), at.text("key", "")));
      }
      default -> {
        Tree tree = at.tree();
        yield Optional.of(new Setting.Inline(tree));
      }
    };
  }
}
