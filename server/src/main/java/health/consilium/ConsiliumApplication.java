package health.consilium;

import health.consilium.fhir.Definitions;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the Consilium server. */
@SpringBootApplication
public class ConsiliumApplication {

    public static void main(String[] args) {
        Definitions.readAhead();
        SpringApplication.run(ConsiliumApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
