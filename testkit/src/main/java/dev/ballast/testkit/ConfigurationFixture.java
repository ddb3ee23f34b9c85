// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import dev.ballast.model.Capacity;
import dev.ballast.model.CapacityName;
import dev.ballast.model.Configuration;
import dev.ballast.model.DataSource;
import dev.ballast.model.Region;
import dev.ballast.model.RegionName;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import java.util.HashMap;
import java.util.Map;

/** A configuration for tests, empty at first. Services that SLOs name are added with them. */
public record ConfigurationFixture(Configuration build) {

  public ConfigurationFixture with(ServiceFixture... services) {
    var all = new HashMap<ServiceName, Service>(build.services());
    for (ServiceFixture service : services) {
      all.put(service.build().name(), service.build());
    }
    return new ConfigurationFixture(build.withServices(all));
  }

  public ConfigurationFixture with(SloFixture... slos) {
    var all = new HashMap<SloName, Slo>(build.slos());
    var services = new HashMap<ServiceName, Service>(build.services());
    for (SloFixture slo : slos) {
      var name = slo.build().service();
      all.put(slo.build().name(), slo.build());
      services.computeIfAbsent(name, n -> Fixtures.aService(n.value()).build());
    }
    return new ConfigurationFixture(build.withServices(services).withSlos(all));
  }

  public ConfigurationFixture regions(String... names) {
    var all = new HashMap<RegionName, Region>(build.regions());
    for (String name : names) {
      all.put(new RegionName(name), Fixtures.aRegion(name));
    }
    return new ConfigurationFixture(build.withRegions(all));
  }

  public ConfigurationFixture with(Capacity... capacities) {
    var all = new HashMap<CapacityName, Capacity>(build.capacities());
    var services = new HashMap<ServiceName, Service>(build.services());
    for (Capacity capacity : capacities) {
      all.put(capacity.name(), capacity);
      services.computeIfAbsent(capacity.service(), n -> Fixtures.aService(n.value()).build());
    }
    return new ConfigurationFixture(build.withServices(services).withCapacities(all));
  }

  /** A Prometheus under a URL. */
  public ConfigurationFixture dataSource(String name, String url) {
    var all = new HashMap<String, DataSource>(build.dataSources());
    all.put(name, new DataSource(name, "prometheus", Map.of("url", url)));
    return new ConfigurationFixture(build.withDataSources(all));
  }
}
