// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.stats.consistency.Accounting;
import dev.ballast.stats.consistency.Model;
import dev.ballast.stats.consistency.Models;
import dev.ballast.stats.consistency.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a history is checked against. */
sealed interface Subject {

  /** One order must explain every answer. */
  record Linear(Model model) implements Subject {}

  /** No acknowledged write may be missing in the end. */
  record Eventual(String name, Accounting.Shape shape) implements Subject {}

  static List<String> names() {
    List<String> names = new ArrayList<>(Models.names());
    for (Accounting.Shape shape : Accounting.Shape.values()) {
      names.add(name(shape));
    }
    return names;
  }

  static Optional<Subject> named(String name) {
    for (Accounting.Shape shape : Accounting.Shape.values()) {
      if (name(shape).equals(name)) {
        return Optional.of(new Eventual(name, shape));
      }
    }
    return Models.named(name).map(Linear::new);
  }

  default String problem(Operation operation) {
    return switch (this) {
      case Linear(Model model) -> model.problem(operation);
      case Eventual eventual -> new Accounting(eventual.shape).problem(operation);
    };
  }

  private static String name(Accounting.Shape shape) {
    return "ap-" + shape.name().toLowerCase(Locale.ROOT);
  }
}
