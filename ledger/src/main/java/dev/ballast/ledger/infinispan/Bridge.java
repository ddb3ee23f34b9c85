// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.infinispan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.infinispan.remoting.transport.jgroups.JGroupsChannelConfigurator;
import org.jgroups.JChannel;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.protocols.relay.RELAY2;
import org.jgroups.protocols.relay.config.RelayConfig.BridgeConfig;
import org.jgroups.protocols.relay.config.RelayConfig.SiteConfig;
import org.jgroups.util.SocketFactory;
import org.jspecify.annotations.Nullable;

/** The channels of one site: within it, and to the others; Infinispan asks for the first one. */
final class Bridge implements JGroupsChannelConfigurator {

  private static final String CLUSTER = "ballast-regions";

  private final String site;
  private final SortedMap<String, String> addresses;
  private final String bind;
  private volatile @Nullable JChannel toOthers;

  Bridge(String site, SortedMap<String, String> addresses, String bind) {
    this.site = site;
    this.addresses = addresses;
    this.bind = bind;
  }

  @Override
  public String getName() {
    return "ballast";
  }

  @Override
  public String getProtocolStackString() {
    return getName();
  }

  @Override
  public List<ProtocolConfiguration> getProtocolStack() {
    return List.of();
  }

  @Override
  public void setSocketFactory(SocketFactory factory) {
    // Sockets are opened by the stack's own.
  }

  @Override
  public void setDataSource(DataSource source) {
    // Nobody is looked up in a database.
  }

  /** Not yet connected. */
  @Override
  public JChannel createChannel(String cluster) throws Exception {
    RELAY2 relay = new RELAY2();
    relay.setSite(site).setMaxSiteMasters(1).asyncRelayCreation(true);
    for (String name : addresses.keySet()) {
      SiteConfig config = new SiteConfig(name);
      if (name.equals(site)) {
        config.addBridge(
            new BridgeConfig(CLUSTER) {
              @Override
              public JChannel createChannel() throws Exception {
                JChannel made = channel(xml());
                toOthers = made;
                return made;
              }
            });
      }
      relay.addSite(name, config);
    }
    JChannel within = channel(resource("site.xml"));
    within.getProtocolStack().insertProtocolAtTop(relay);
    relay.init();
    return within;
  }

  /** Null before the first connection. */
  @Nullable JChannel toOthers() {
    return toOthers;
  }

  private String xml() throws IOException {
    String own = addresses.get(site);
    String hosts =
        addresses.values().stream()
            .map(address -> host(address) + "[" + port(String.valueOf(address)) + "]")
            .collect(Collectors.joining(","));
    String xml = resource("bridge.xml");
    for (var part :
        Map.of("@BIND@", bind, "@PORT@", port(String.valueOf(own)), "@HOSTS@", hosts).entrySet()) {
      xml = xml.replace(part.getKey(), part.getValue());
    }
    return xml;
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private static String port(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }

  private static JChannel channel(String xml) throws Exception {
    return new JChannel(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Bridge.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": not in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
