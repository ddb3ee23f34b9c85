// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.List;

/** What is measured of every driver; a new one is one more line here. */
final class Parts {

  static final List<Lane.Part> ALL =
      List.of(
          HostParts::stop,
          HostParts::kill,
          HostParts::groups,
          HostParts::script,
          PathParts::rules,
          PathParts::proxies,
          PathParts::meshes,
          NetemParts::packets,
          PathParts::redirects,
          NameParts::answers,
          JvmParts::methods,
          DatabaseParts::leader,
          DatabaseParts::standby);

  private Parts() {}
}
