// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import static dev.ballast.testkit.Fixtures.aConfiguration;
import static dev.ballast.testkit.Fixtures.aDatabase;
import static dev.ballast.testkit.Fixtures.aService;
import static dev.ballast.testkit.Fixtures.anSlo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency;
import dev.ballast.model.Edit;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import org.junit.jupiter.api.Test;

final class FixturesTest {

  @Test
  void sloIsAboutTheServiceThatItsNameStartsWith() {
    var slo = anSlo("card-processor-availability").target(0.95).build();
    assertThat(slo.service()).isEqualTo(new ServiceName("card-processor"));
    assertThat(slo.target()).isEqualTo(new Ratio(0.95));
  }

  @Test
  void configurationHoldsTheServicesOfItsSlos() {
    var configuration =
        aConfiguration()
            .with(aService("orders").dependsOn("database").softlyDependsOn("mail"))
            .with(aDatabase("database"))
            .with(anSlo("orders-availability"), anSlo("payments-latency"))
            .regions("us-east", "eu-west")
            .dataSource("central", "http://prometheus:9090")
            .build();
    assertThat(configuration.services().keySet())
        .extracting(ServiceName::value)
        .containsExactly("database", "orders", "payments");
    assertThat(
            aService("orders").dependsOn("database").softlyDependsOn("mail").build().dependencies())
        .extracting(Dependency::strength)
        .containsExactly(Dependency.Strength.HARD, Dependency.Strength.SOFT);
    assertThat(Configuration.diff(Configuration.EMPTY, configuration))
        .hasSize(8)
        .extracting(Edit::action)
        .containsOnly(Edit.Action.ADDED);
  }
}
