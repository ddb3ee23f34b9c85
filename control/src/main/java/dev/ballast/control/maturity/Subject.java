// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;

/** Whose maturity it is. */
public sealed interface Subject {

  /** As it is shown. */
  String name();

  /** One service. */
  record OfService(ServiceName service, String team, Service.Kind kind) implements Subject {
    @Override
    public String name() {
      return service.value();
    }
  }

  /** All of them together. */
  record Organisation() implements Subject {
    @Override
    public String name() {
      return "organisation";
    }
  }
}
