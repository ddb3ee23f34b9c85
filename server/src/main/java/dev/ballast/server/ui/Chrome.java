// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;

/**
 * What surrounds every page.
 *
 * @param active the nav entry that is on
 * @param live the address of the page's live stream; empty when it has none
 * @param zone the name of the time zone that times are shown in
 * @param foot what is looked after, such as {@code 9 services · 2 regions}
 * @param assets version of the static files, part of their addresses
 */
public record Chrome(
    String title,
    String active,
    String live,
    String zone,
    List<Nav> nav,
    String foot,
    String version,
    String assets,
    List<String> services) {

  /** An entry of the navigation; the count may be empty. */
  public record Nav(String name, String path, String count, boolean alert) {}

  public Chrome {
    nav = List.copyOf(nav);
    services = List.copyOf(services);
  }
}
