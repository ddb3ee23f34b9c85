// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.Catalogue;
import dev.ballast.control.maturity.Check;
import dev.ballast.control.maturity.CheckResult;
import dev.ballast.control.maturity.FactName;
import dev.ballast.control.maturity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The services' facts as Backstage's Tech Insights takes them: a fact retriever may answer with
 * {@code facts}, whose times it reads, and with {@code schema} as its schema.
 *
 * @param id of the fact retriever
 * @param version of the schema
 */
public record FactsJson(
    String id, String version, Map<String, TypeJson> schema, List<EntityFactsJson> facts) {

  private static final String ID = "ballast-maturity";
  private static final String VERSION = "1.0.0";

  /** Backstage's word for a type, and what the fact says. */
  public record TypeJson(String type, String description) {}

  /** Backstage's reference to a component. */
  public record EntityJson(String namespace, String kind, String name) {}

  /** One component's; what is unknown is left out. */
  public record EntityFactsJson(EntityJson entity, Map<String, Object> facts, Instant timestamp) {}

  static FactsJson of(Assessment all) {
    return new FactsJson(
        ID, VERSION, types(), all.services().stream().map(FactsJson::facts).toList());
  }

  private static Map<String, TypeJson> types() {
    Map<String, TypeJson> schema = new TreeMap<>();
    schema.put("level", new TypeJson("integer", "The level of maturity that is proved, 0 to 4."));
    schema.put("next_step", new TypeJson("string", "The cheapest step to the next level."));
    for (Check check : Catalogue.ALL) {
      if (check.scope() != Scope.ORGANISATION) {
        FactName fact = check.fact();
        schema.put(
            fact.word(),
            new TypeJson(
                fact.unit() == FactName.Unit.COUNT ? "integer" : "float", fact.description()));
        schema.put(
            name(check),
            new TypeJson("boolean", "Proved, and not too long ago: " + check.title() + "."));
      }
    }
    return schema;
  }

  private static String name(Check check) {
    return "proved_" + check.id().replace('.', '_');
  }

  private static EntityFactsJson facts(Card card) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("level", card.number());
    card.next().ifPresent(step -> facts.put("next_step", step.text()));
    for (CheckResult result : card.results()) {
      facts.put(name(result.check()), result.isProved());
      Double value = result.value();
      if (value != null && !result.expired()) {
        FactName fact = result.check().fact();
        if (fact.unit() == FactName.Unit.COUNT) {
          facts.put(fact.word(), Math.round(value));
        } else {
          facts.put(fact.word(), value);
        }
      }
    }
    return new EntityFactsJson(
        new EntityJson("default", "component", card.subject().name()), facts, card.at());
  }
}
