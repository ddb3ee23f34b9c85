// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.fault.bytes.ByteFaults;
import dev.ballast.mesh.fault.bytes.BytePlace;
import dev.ballast.mesh.time.Ticker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where byte faults act: the connections of each service, on both sides. Thread-safe. */
final class Places {

  private record Key(Effect.Side side, String service, String version) {

    boolean isMeantBy(Fault fault, Effect.OnBytes effect) {
      return side == effect.side()
          && (fault.service().equals(Fault.ALL_SERVICES) || fault.service().equals(service))
          && (effect.version().isEmpty() || effect.version().equals(version));
    }
  }

  private final Ticker ticker;
  private final Map<Key, BytePlace> places = new ConcurrentHashMap<>();
  private final Map<String, Armed> on = new ConcurrentHashMap<>();

  Places(Ticker ticker) {
    this.ticker = ticker;
  }

  BytePlace client(String service) {
    return place(new Key(Effect.Side.CLIENT, service, ""));
  }

  BytePlace server(String service, String version) {
    return place(new Key(Effect.Side.SERVER, service, version));
  }

  void put(Armed armed) {
    on.put(armed.fault().id(), armed);
    places.forEach((key, place) -> put(key, place, armed));
  }

  void remove(String id) {
    if (on.remove(id) != null) {
      places.values().forEach(place -> place.remove(id));
    }
  }

  private BytePlace place(Key key) {
    BytePlace known = places.get(key);
    if (known != null) {
      return known;
    }
    BytePlace place = places.computeIfAbsent(key, _ -> new BytePlace(ticker));
    on.values().forEach(armed -> put(key, place, armed));
    return place;
  }

  private static void put(Key key, BytePlace place, Armed armed) {
    Fault fault = armed.fault();
    if (fault.effect() instanceof Effect.OnBytes effect && key.isMeantBy(fault, effect)) {
      place.put(
          new ByteFaults.Setting(
              fault.id(), effect.direction(), effect.fault(), fault.share(), armed.dice()));
    }
  }
}
