package health.consilium.delivery;

import health.consilium.access.LinkUsed;
import health.consilium.fhir.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Manifest and file of a SMART Health Link. By design without a token: who has the link has the address (256 bits, never
 * listed) and still needs the passcode; what comes out is ciphertext.
 */
@RestController
class SharedLinkPages {

    private static final String JSON = "application/fhir+json";

    private final SharedLinks links;

    SharedLinkPages(SharedLinks links) {
        this.links = links;
    }

    /** Body of a manifest request. */
    record Wish(String recipient, String passcode, Integer embeddedLengthMax) {}

    @PostMapping(path = SharedLinks.PATH + "/{address}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> manifest(@PathVariable String address, @RequestBody Wish wish) {
        String recipient = LinkUsed.plain(Objects.requireNonNullElse(wish.recipient(), ""));
        if (recipient.isEmpty()) {
            return answer(HttpStatus.BAD_REQUEST, Map.of("error", "Say who you are in recipient."));
        }
        SharedLinks.Opened opened = links.open(address, wish.passcode() == null ? "" : wish.passcode(), recipient);
        if (opened instanceof SharedLinks.Opened.Wrong wrong) {
            return answer(HttpStatus.UNAUTHORIZED, Map.of("remainingAttempts", wrong.attemptsLeft()));
        }
        if (opened instanceof SharedLinks.Opened.File file) {
            boolean within =
                    wish.embeddedLengthMax() == null || file.ciphertext().length() <= wish.embeddedLengthMax();
            Map<String, Object> entry = within
                    ? Map.of("contentType", JSON, "embedded", file.ciphertext())
                    : Map.of("contentType", JSON, "location", links.ticket(file.id(), recipient));
            return answer(HttpStatus.OK, Map.of("files", List.of(entry)));
        }
        return answer(HttpStatus.NOT_FOUND, Map.of("error", "This link has ended, or never was."));
    }

    @GetMapping(path = SharedLinks.PATH + "/file/{ticket}")
    ResponseEntity<byte[]> file(@PathVariable String ticket) {
        return links.file(ticket)
                .map(ciphertext -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(MediaType.parseMediaType("application/jose"))
                        .body(ciphertext.getBytes(StandardCharsets.US_ASCII)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** What cannot be recorded is not shown. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(RefusedException refused) {
        return answer(
                HttpStatus.valueOf(refused.status()),
                Map.of("error", refused.refusals().get(0).message()));
    }

    private static ResponseEntity<Map<String, Object>> answer(HttpStatus status, Map<String, Object> body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    @Configuration(proxyBeanMethods = false)
    static class Security {

        /** Before the chain of the pages, which denies what it does not know. Viewers are pages of any origin. */
        @Bean
        @Order(51)
        SecurityFilterChain sharedLinkChain(HttpSecurity http) throws Exception {
            CorsConfiguration anywhere = new CorsConfiguration();
            anywhere.addAllowedOrigin("*");
            anywhere.setAllowedMethods(List.of("GET", "POST"));
            anywhere.addAllowedHeader("Content-Type");
            return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(SharedLinks.PATH + "/**"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .cors(cors -> cors.configurationSource(request -> anywhere))
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
        }
    }
}
