// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Dependency;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CatalogTest {

  private static final String CATALOG =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata: {name: orders, description: Places orders.}
      spec: {type: service, owner: group:shop, consumesApis: [stock], dependsOn: [resource:db]}
      ---
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata: {name: inventory}
      spec: {type: service, owner: shop, providesApis: [api:default/stock]}
      ---
      apiVersion: backstage.io/v1alpha1
      kind: Resource
      metadata: {name: db}
      spec: {type: relational-database, dependencyOf: [component:inventory]}
      ---
      apiVersion: backstage.io/v1alpha1
      kind: Resource
      metadata: {name: bucket}
      spec: {type: s3-bucket}
      """;

  @Test
  void readsComponentsAndResourcesWithWhatTheyNeed() {
    var services = read(CATALOG).configuration().services();
    assertThat(services.values())
        .containsExactlyInAnyOrder(
            new Service(
                new ServiceName("orders"),
                "Places orders.",
                "shop",
                Service.Kind.INTERNAL,
                List.of(unstated("db"), unstated("inventory"))),
            new Service(
                new ServiceName("inventory"),
                "",
                "shop",
                Service.Kind.INTERNAL,
                List.of(unstated("db"))),
            new Service(new ServiceName("db"), "", "", Service.Kind.DATABASE, List.of()),
            new Service(new ServiceName("bucket"), "", "", Service.Kind.EXTERNAL, List.of()));
  }

  @Test
  void ballastsOwnResourceWinsKeyByKey() {
    var services =
        read(CATALOG
                + """
                    ---
                    apiVersion: ballast.dev/v1
                    kind: Service
                    metadata: {name: orders}
                    spec: {team: web, dependsOn: [{name: db, strength: soft}]}
                    ---
                    apiVersion: ballast.dev/v1
                    kind: Service
                    metadata: {name: inventory}
                    """)
            .configuration()
            .services();
    Service orders = Optional.ofNullable(services.get(new ServiceName("orders"))).orElseThrow();
    assertThat(orders.description()).isEqualTo("Places orders.");
    assertThat(orders.team()).isEqualTo("web");
    assertThat(orders.dependencies())
        .containsExactly(new Dependency(new ServiceName("db"), Strength.SOFT));
    assertThat(services.get(new ServiceName("inventory")))
        .extracting(Service::dependencies)
        .isEqualTo(List.of(unstated("db")));
  }

  @Test
  void anEntityOfTheSameNameInAnotherNamespaceIsNotUsed() {
    var reading =
        read(
            CATALOG
                + """
                ---
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: orders, namespace: other}
                spec: {dependsOn: [component:inventory]}
                """);
    assertThat(reading.valid()).isTrue();
    assertThat(reading.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.severity()).isEqualTo(Severity.WARNING));
  }

  private static Dependency unstated(String name) {
    return Dependency.unstated(new ServiceName(name));
  }

  private static Reading read(String text) {
    return ConfigurationReader.readSources(
        List.of(Source.of("catalog-info.yaml", text)), Cases.BRACKETS);
  }
}
