package org.forgedtoken.detector.demo;

/** Where honest users and the attacker act: the identity providers and the gateway, with the clock that moves them. */
record Scene(
        TrafficPlan plan,
        Agenda agenda,
        Delivery delivery,
        NativeRecords records,
        Truth truth,
        LedgerCover cover,
        KeyRing keys,
        Members members,
        Whereabouts whereabouts,
        DayCurve curve) {}
