package health.consilium.edge;

import health.consilium.smart.SmartTestServer;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the tests of limits share. */
final class Limiting {

    /** The server of the tests believes what the tests say of where a request comes from. */
    static final String FORWARDED = "X-Forwarded-For";

    private Limiting() {}

    /** Where a limit stands. */
    interface Place<F extends Filter> {
        FilterRegistrationBean<F> of(Buckets buckets, LimitSettings settings);
    }

    /** Of a server whose settings are the defaults but for one. */
    static <F extends Filter> F limit(Place<F> place, String key, int value) {
        Buckets buckets = new Buckets(SmartTestServer.get().bean(DataSource.class));
        return place.of(buckets, settings(key, value)).getFilter();
    }

    /** What one caller gets who asks so often. */
    static List<MockHttpServletResponse> ask(Filter limit, int times, MockHttpServletRequest request)
            throws IOException, ServletException {
        request.setRemoteAddr(UUID.randomUUID().toString());
        List<MockHttpServletResponse> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(new MockHttpServletResponse());
            limit.doFilter(request, answers.get(i), new MockFilterChain());
        }
        return answers;
    }

    /** The defaults but for one. */
    static LimitSettings settings(String key, int value) {
        return new Binder(new MapConfigurationPropertySource(Map.of("consilium.limits." + key, value)))
                .bindOrCreate("consilium.limits", LimitSettings.class);
    }

    /** Of documentation, so that it is nobody's. */
    static String address() {
        return "198.51.100." + (1 + new Random().nextInt(250));
    }

    /** Others at this address, who are many, take what is left. */
    static void takeAll(String kind, long tokens, String address) {
        Buckets buckets = SmartTestServer.get().bean(Buckets.class);
        Share share = Share.leased(kind, tokens, Duration.ofMinutes(1));
        for (long i = 0; i < 2 * tokens && buckets.look(share, address) == 0; i++) {
            buckets.take(share, address, 1);
        }
    }
}
