// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.ByteFaults;
import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.mesh.fault.chance.Dice;
import dev.ballast.mesh.time.Ticker;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One proxy: where it listens, where it leads, and its toxics. Owned by {@link ProxyTable}. */
final class ToxicProxy {

  private final String name;
  private final Doors doors;
  private final long seed;
  private final ByteFaults faults;
  private final Traffic traffic = new Traffic();
  private final List<Toxic> toxics = new ArrayList<>();
  private String listen;
  private String upstream;
  private @Nullable Channel door;

  ToxicProxy(String name, String listen, String upstream, Doors doors, Ticker ticker, long seed) {
    this.name = name;
    this.listen = listen;
    this.upstream = upstream;
    this.doors = doors;
    this.seed = seed;
    this.faults = new ByteFaults(ticker);
  }

  String name() {
    return name;
  }

  String listen() {
    return listen;
  }

  String upstream() {
    return upstream;
  }

  boolean enabled() {
    return door != null;
  }

  ByteFaults faults() {
    return faults;
  }

  Traffic traffic() {
    return traffic;
  }

  /** Opens the listening socket, if it is not open; from then on {@link #listen} is its address. */
  void start() throws ApiException {
    if (door == null) {
      Channel opened = doors.open(listen, upstream, faults, traffic);
      door = opened;
      if (opened.localAddress() instanceof InetSocketAddress address) {
        listen = GoAddress.write(address);
      }
    }
  }

  /** Closes the listening socket and every connection. */
  void stop() {
    if (door != null) {
      door.close().awaitUninterruptibly();
      door = null;
      faults.closeConnections();
    }
  }

  /** Leads elsewhere from now on; connections to the old place end. */
  void move(String newListen, String newUpstream) {
    stop();
    listen = newListen;
    upstream = newUpstream;
  }

  /** Whether it would listen and lead elsewhere; {@code localhost:80} is {@code 127.0.0.1:80}. */
  boolean differs(String otherListen, String otherUpstream) {
    return !upstream.equals(otherUpstream)
        || !(listen.equals(otherListen) || resolved(listen).equals(resolved(otherListen)));
  }

  List<Toxic> toxics() {
    return Stream.of(Direction.UPSTREAM, Direction.DOWNSTREAM)
        .flatMap(way -> toxics.stream().filter(toxic -> toxic.stream() == way))
        .toList();
  }

  Optional<Toxic> toxic(String toxicName) {
    return toxics.stream().filter(toxic -> toxic.name().equals(toxicName)).findFirst();
  }

  void add(Toxic toxic) {
    toxics.add(toxic);
    faults.put(
        new ByteFaults.Setting(
            toxic.name(), toxic.stream(), toxic.fault(), toxic.share(), drawnFrom(toxic.name())));
  }

  /** Keeps its place, and what was drawn: a higher toxicity hits more connections, not others. */
  void replace(Toxic old, Toxic changed) {
    toxics.set(toxics.indexOf(old), changed);
    faults.settings().stream()
        .filter(setting -> setting.id().equals(old.name()))
        .findFirst()
        .ifPresent(setting -> faults.put(setting.with(changed.fault(), changed.share())));
  }

  boolean remove(String toxicName) {
    return toxics.removeIf(toxic -> toxic.name().equals(toxicName)) && faults.remove(toxicName);
  }

  ObjectNode json() {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    node.put("name", name);
    node.put("listen", listen);
    node.put("upstream", upstream);
    node.put("enabled", enabled());
    node.set("toxics", toxicsJson());
    return node;
  }

  ArrayNode toxicsJson() {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    toxics().forEach(toxic -> array.add(toxic.json()));
    return array;
  }

  /** Two proxies under one seed draw apart. */
  private long drawnFrom(String toxicName) {
    return new Dice(seed, name + "/" + toxicName).stream(0).nextLong();
  }

  private static String resolved(String address) {
    try {
      return GoAddress.write(GoAddress.resolve(address));
    } catch (GoAddress.Unusable e) {
      return address;
    }
  }
}
