"""What a pack is: facts, conditions, trees and outcomes, read strictly and checked."""
