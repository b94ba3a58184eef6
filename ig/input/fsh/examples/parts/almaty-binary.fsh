Instance: almaty-binary
InstanceOf: Binary
Usage: #inline
* contentType = #text/plain
* data = "0J/QsNGG0LjQtdC90YIg0LLRi9C/0LjRgdCw0L0g0LIg0YPQtNC+0LLQu9C10YLQstC+0YDQuNGC0LXQu9GM0L3QvtC8INGB0L7RgdGC0L7Rj9C90LjQuC4="
