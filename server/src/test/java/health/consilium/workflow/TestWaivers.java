package health.consilium.workflow;

import health.consilium.access.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Waivers that are signed without keys: who changes what was signed is found out all the same. */
public final class TestWaivers {

    private TestWaivers() {}

    public static Waivers signed() {
        return new Waivers(new Signatures() {
            @Override
            public String sign(String json) {
                return UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8))
                        .toString();
            }

            @Override
            public boolean verifies(String jws, String json) {
                return sign(json).equals(jws);
            }
        });
    }
}
