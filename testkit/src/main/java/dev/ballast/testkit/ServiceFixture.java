// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import dev.ballast.model.Dependency;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;

/** A service for tests: internal, of team {@code shop}, without dependencies unless told so. */
public record ServiceFixture(Service build) {

  public ServiceFixture team(String team) {
    return new ServiceFixture(
        new Service(build.name(), build.description(), team, build.kind(), build.dependencies()));
  }

  public ServiceFixture kind(Service.Kind kind) {
    return new ServiceFixture(
        new Service(build.name(), build.description(), build.team(), kind, build.dependencies()));
  }

  public ServiceFixture dependsOn(String... services) {
    return with(Dependency.Strength.HARD, services);
  }

  public ServiceFixture softlyDependsOn(String... services) {
    return with(Dependency.Strength.SOFT, services);
  }

  private ServiceFixture with(Dependency.Strength strength, String... services) {
    var all = new ArrayList<>(build.dependencies());
    for (String service : services) {
      all.add(new Dependency(new ServiceName(service), strength));
    }
    return new ServiceFixture(
        new Service(build.name(), build.description(), build.team(), build.kind(), all));
  }
}
