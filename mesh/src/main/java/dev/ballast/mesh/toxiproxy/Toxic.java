// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.ByteFault;
import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A toxic as clients see it.
 *
 * @param toxicity share of the connections that it hits; kept as it was sent, 1 or more is all
 * @param lease time without an update after which it ends; zero for no lease. An extension
 */
record Toxic(
    String name,
    ToxicType type,
    Direction stream,
    float toxicity,
    SequencedMap<String, Long> attributes,
    Duration lease) {

  private static final String GO_TYPE = "ToxicWrapper";
  private static final String LEASE = "lease_seconds";

  /** Reads a new toxic. */
  static Toxic read(Body body, Duration defaultLease, int nameChars) throws ApiException {
    String typeName = body.text("type", "");
    Direction stream = stream(body.text("stream", "downstream"));
    String given = body.text("name", "");
    float toxicity = (float) body.number("toxicity", 1);
    ToxicType type = ToxicType.find(typeName).orElseThrow(ApiException::invalidType);
    String name = given.isEmpty() ? typeName + "_" + wire(stream) : given;
    if (name.length() > nameChars) {
      throw ApiException.badBody("name: more than " + nameChars + " characters");
    }
    Body attributes = body.child("attributes", GO_TYPE + ".attributes");
    SequencedMap<String, Long> values = new LinkedHashMap<>();
    for (String attribute : type.attributes()) {
      values.put(attribute, attributes.whole(attribute, 0));
    }
    return new Toxic(name, type, stream, toxicity, values, lease(body, defaultLease)).checked();
  }

  /** This toxic with what a body changes: attributes, toxicity, lease. */
  Toxic updated(Body body) throws ApiException {
    Body attributesBody = body.child("attributes", GO_TYPE + ".attributes");
    SequencedMap<String, Long> values = new LinkedHashMap<>();
    for (Map.Entry<String, Long> old : attributes.entrySet()) {
      values.put(old.getKey(), attributesBody.whole(old.getKey(), old.getValue()));
    }
    float changed = (float) body.number("toxicity", toxicity);
    return new Toxic(name, type, stream, changed, values, lease(body, lease)).checked();
  }

  ByteFault fault() {
    return type.fault(attributes);
  }

  Ratio share() {
    return new Ratio(Math.clamp((double) toxicity, 0, 1));
  }

  ObjectNode json() {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    ObjectNode values = node.putObject("attributes");
    attributes.forEach(values::put);
    node.put("name", name).put("type", type.wire()).put("stream", wire(stream));
    if (toxicity == Math.rint(toxicity)) {
      node.put("toxicity", (long) toxicity);
    } else {
      node.put("toxicity", toxicity);
    }
    if (!lease.isZero()) {
      node.put(LEASE, lease.toMillis() / 1000.0);
    }
    return node;
  }

  private Toxic checked() throws ApiException {
    try {
      fault();
      return this;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ApiException.badBody(type.wire() + ": " + e.getMessage());
    }
  }

  private static Duration lease(Body body, Duration otherwise) throws ApiException {
    double seconds = body.number(LEASE, otherwise.toMillis() / 1000.0);
    if (!(seconds >= 0 && seconds <= 1e9)) {
      throw ApiException.badBody(LEASE + ": " + seconds + " (expected: >= 0)");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static Direction stream(String wire) throws ApiException {
    return Stream.of(Direction.values())
        .filter(direction -> wire(direction).equals(wire.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(ApiException::invalidStream);
  }

  static String wire(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}
