// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Journey;
import dev.ballast.model.cost.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of all numbers of a model that may be uncertain. */
final class Numbers {

  private Numbers() {}

  static Map<String, Estimate> of(CostModel model) {
    Map<String, Estimate> all = new LinkedHashMap<>();
    for (Journey journey : model.journeys()) {
      Damage damage = journey.damage();
      put(all, journey.name() + ".perMinute", damage.perMinute());
      put(all, journey.name() + ".perIncident", damage.perIncident());
      for (int i = 0; i < damage.churn().size(); i++) {
        put(all, journey.name() + ".churn[" + i + "]", damage.churn().get(i).cost());
      }
      for (int i = 0; i < damage.credits().size(); i++) {
        put(all, journey.name() + ".credits[" + i + "]", damage.credits().get(i).cost());
      }
    }
    for (Part part : model.parts().values()) {
      for (Failure failure : part.failures()) {
        String name = name(part, failure);
        put(all, name + ".perYear", failure.perYear());
        put(all, name + ".detect", failure.minutes().detect());
        put(all, name + ".decide", failure.minutes().decide());
        put(all, name + ".fix", failure.minutes().fix());
      }
    }
    return all;
  }

  static String name(Part part, Failure failure) {
    return part.name() + "." + failure.name();
  }

  private static void put(Map<String, Estimate> all, String name, Estimate estimate) {
    if (estimate.high() > 0) {
      all.put(name, estimate);
    }
  }
}
