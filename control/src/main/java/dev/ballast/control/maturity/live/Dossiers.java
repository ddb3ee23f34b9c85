// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Dossier;
import dev.ballast.control.maturity.Subject;
import dev.ballast.model.Event;
import dev.ballast.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the dossiers: one for each service of the configuration that is not somebody else's, and
 * that of the organisation.
 */
public final class Dossiers {

  private Dossiers() {}

  /** All of it, judged. */
  public static Assessment assess(Material material) {
    List<Event> events = material.events();
    Shelf shelf = new Shelf(events);
    Map<String, Sights> sights = SightIndex.byService(material.sights());
    List<Dossier> services = new ArrayList<>();
    for (Service service : material.configuration().services().values()) {
      if (service.kind() != Service.Kind.EXTERNAL) {
        String name = service.name().value();
        View view =
            new View(name, shelf.of(name), sights.getOrDefault(name, Sights.NONE), shelf, material);
        services.add(
            read(view)
                .dossier(new Subject.OfService(service.name(), service.team(), service.kind())));
      }
    }
    View whole = new View("", shelf.all(), material.sights(), shelf, material);
    return Assessment.of(services, read(whole).dossier(new Subject.Organisation()), material.now());
  }

  private static Facts read(View view) {
    Facts facts = new Facts();
    PageFacts.read(view, facts);
    IncidentFacts.read(view, facts);
    ObjectiveFacts.read(view, facts);
    SightFacts.read(view, facts);
    DetectorFacts.read(view, facts);
    GateFacts.read(view, facts);
    ForecastFacts.read(view, facts);
    ReleaseFacts.read(view, facts);
    RegionFacts.read(view, facts);
    HealingFacts.read(view, facts);
    PracticeFacts.read(view, facts);
    PracticeFacts.dependencies(view, facts);
    Claims.read(view, facts);
    return facts;
  }
}
