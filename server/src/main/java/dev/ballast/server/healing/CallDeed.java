// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.webhook.Orders;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Call;
import dev.ballast.model.Place;
import java.net.URI;
import java.util.Map;
import java.util.SortedMap;

/** Tells somebody who can do it. */
record CallDeed(Call call, Place place, Orders orders) implements Deed {

  @Override
  public Intent plan(String key) {
    return Deed.blind(
        key, call.word(), URI.create(call.url()).getAuthority(), !call.undo().isEmpty());
  }

  @Override
  public void act(Intent intent, boolean undo)
      throws Orders.UnclearException, InterruptedException {
    orders.send(
        undo ? call.undo() : call.url(),
        Map.of(
            "service",
            place.service().value(),
            "region",
            place.region(),
            "key",
            intent.key(),
            "undo",
            undo),
        intent.key() + (undo ? "-undo" : ""),
        call.patience(),
        call.loopback());
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return UNREADABLE;
  }
}
