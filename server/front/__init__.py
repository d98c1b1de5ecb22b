"""What stands before the routes: bounds on a request, security headers on a response, and the one answer to an error of ours."""
