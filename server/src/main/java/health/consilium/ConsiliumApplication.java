package health.consilium;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the Consilium server. */
@SpringBootApplication
public class ConsiliumApplication {

    public static void main(String[] args) {
        SpringApplication.run(ConsiliumApplication.class, args);
    }
}
