// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;
import java.util.Optional;

/** The models that come with the checker. */
public final class Models {

  private static final List<Model> ALL =
      List.of(
          new RegisterModel("register"),
          new RegisterModel("cas-register"),
          new CounterModel(),
          new LockModel(),
          new FencedLockModel());

  private Models() {}

  public static List<String> names() {
    return ALL.stream().map(Model::name).toList();
  }

  public static Optional<Model> named(String name) {
    return ALL.stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
